import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'

/** A sheet without rows: what belongs here, and the one next step. */
export function EmptySheet({ canWrite }: { canWrite: boolean }) {
  return (
    <EmptyState
      sentence="Every place where a customer starts a WhatsApp conversation belongs here: links, QR codes, ads, invoices, packaging, signs, signatures."
      action={
        canWrite ? (
          <LinkButton variant="primary" href="/entry-points/import">
            Import a sheet
          </LinkButton>
        ) : undefined
      }
      example={{ href: '/entry-points/import#template', label: 'See what the file looks like' }}
    />
  )
}
