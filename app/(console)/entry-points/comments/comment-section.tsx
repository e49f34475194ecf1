import { commentThread } from '@/lib/entry-points/comments'
import type { Actor } from '@/lib/server/actor'
import { CommentForm } from './comment-form'
import { CommentLine } from './comment-line'
import { SeenButton } from './seen-button'

/** What people said about a row, and the place to answer. */
export async function CommentSection({ actor, id }: { actor: Actor; id: string }) {
  const { comments, people, canWrite, unseen } = await commentThread(actor, id)
  return (
    <section className="space-y-2.5 border-t border-line pt-4" aria-label="Comments">
      <div className="flex items-center gap-2">
        <h3>Comments</h3>
        {unseen > 0 ? <SeenButton entryPointId={id} count={unseen} /> : null}
      </div>
      {comments.length === 0 ? <p className="text-small text-ink-2">Nobody has said anything yet.</p> : null}
      <ol className="space-y-3">
        {comments.map((comment) => (
          <CommentLine key={`${comment.id}-${comment.version}`} comment={comment} people={people} canWrite={canWrite} />
        ))}
      </ol>
      {canWrite ? <CommentForm entryPointId={id} people={people} /> : null}
    </section>
  )
}
