import { environmentFor, forPage } from '@/app/_server/doors'
import { Section } from '@/components/ui/section'
import { Outside } from '@/components/ui/text/outside'
import { DateTime } from '@/components/ui/time/date-time'
import { listCaseFiles } from '@/lib/case-files/list-case-files'
import type { EnvironmentPath } from '@/lib/companies/environment-at'
import { plural } from '@/lib/format/number'
import { listedMax } from '@/lib/paging/listed-max'
import { roleMay } from '@/lib/permissions'
import { RevokeCaseButton } from './revoke-case-button'

/** Case files shared about this customer, with their expiry. */
export async function CustomerShares({ at, customerId }: { at: EnvironmentPath; customerId: string }) {
  const { environmentId, files, mayRevoke } = await forPage(async (ctx) => {
    const { id, role } = await environmentFor(ctx, at)
    const files = await listCaseFiles(ctx, { environmentId: id, customerId })
    return { environmentId: id, files, mayRevoke: roleMay(role, 'case.revoke') }
  })
  if (files.length === 0) return null
  return (
    <Section title="Case files">
      <ul aria-label="Case files" className="-mt-3">
        {files.map(({ id, state, sharedBy, createdAt, expiresAt, revokedAt, revokedBy, openedCount, hasTexts }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b py-2">
            <span className="flex min-w-0 flex-col">
              <span>
                Shared by <Outside>{sharedBy}</Outside> <DateTime at={createdAt} />
              </span>
              <span className="text-faint text-sm">
                {state === 'revoked' && revokedAt ? (
                  <>
                    Revoked by <Outside>{revokedBy}</Outside> <DateTime at={revokedAt} />
                  </>
                ) : (
                  <>
                    {state === 'expired' ? 'Expired' : 'Expires'} <DateTime at={expiresAt} />
                  </>
                )}
                {' · '}
                {openedCount === 0 ? 'Not opened' : `Opened ${plural(openedCount, 'time')}`}
                {hasTexts && ' · With the message’s text'}
              </span>
            </span>
            {state === 'open' && mayRevoke && <RevokeCaseButton environmentId={environmentId} caseFileId={id} />}
          </li>
        ))}
      </ul>
      {files.length === listedMax.caseFiles && (
        <p className="text-quiet">The newest {listedMax.caseFiles} are listed.</p>
      )}
    </Section>
  )
}
