/** There is one set of rules in force; its versions are what a sign-off tells apart. */
export const ROUTING_SUBJECT_ID = 'rules'
