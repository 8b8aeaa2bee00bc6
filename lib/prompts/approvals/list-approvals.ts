import { promptEnvironments } from '@/db/queries/prompts/prompt-places'
import { openProposalsAmong } from '@/db/queries/prompts/prompt-proposals'
import { query } from '@/lib/command'
import { roleIn, roleMay } from '@/lib/permissions'
import { onPlatform } from '@/lib/scope'
import { approversOf, approverWords } from './approvers'

/** Lists every change in the staff member's companies that awaits approval, and who may approve it. */
export const listApprovals = query('prompt.read', onPlatform({}), async ({ db, staff }) => {
  const { companyIds } = staff
  const proposals = await openProposalsAmong(db, { companyIds, now: new Date() })
  if (proposals.length === 0) return []
  const [environments, approversFor] = await Promise.all([
    promptEnvironments(db, { companyIds }),
    approversOf(db, proposals),
  ])
  return proposals.map(({ authorId, companySlug, appSlug, ...proposal }) => {
    const { companyId, appId, environmentName } = proposal
    // A company's own configuration opens from any of its apps, and the platform's from any app. Without an app, the
    // change can be decided by API, and the page of all prompts is the closest link.
    const page = environments.find(
      (one) =>
        one.environmentName === environmentName &&
        (companyId === null || one.companyId === companyId) &&
        (appId === null || one.appId === appId),
    )
    const path = page && `/${page.companySlug}/${page.appSlug}/${environmentName}/prompt`
    const isOwn = authorId === staff.id
    const approvers = approversFor({ companyId, authorId, createdAt: proposal.createdAt })
    return {
      ...proposal,
      companyName: proposal.companyName ?? 'Platform',
      ...{ companySlug, appSlug },
      path: !path ? '/prompt' : appId ? path : `${path}?level=${companyId ? 'company' : 'platform'}`,
      isOwn,
      // A token may have a lesser role than its owner.
      mayDecide: roleMay(roleIn(staff, companyId), 'prompt.approve') && approvers.some(({ id }) => id === staff.id),
      approvers: approverWords(approvers, staff.id) ?? null,
    }
  })
})
