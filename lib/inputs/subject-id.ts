/** There is one list of owners in a workspace; this names it where it is signed off. */
export const OWNERSHIP_SUBJECT_ID = 'parts'
