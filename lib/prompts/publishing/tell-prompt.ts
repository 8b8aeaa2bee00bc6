import type { Db } from '@/db/client'
import { placeNames, promptEnvironments } from '@/db/queries/prompts/prompt-places'
import type { PromptPlace } from '@/db/queries/prompts/prompts'
import { approversToMail, authorToMail, followersToMail } from '@/db/queries/staff/mail-readers'
import { mailStaff } from '@/lib/notices/mail-staff'
import type { NoticeToTell } from '@/lib/notices/notice'
import { tellChannels } from '@/lib/notices/tell-channels'
import { subjectName } from './requirements'

type Change = { place: PromptPlace; authorId: string | null; authorName: string; comment: string | null }

/** Notifies the approvers and the approval channels that a change awaits approval. */
export async function tellProposal(db: Db, { place, ...change }: Change) {
  const notice: NoticeToTell = {
    type: 'proposal.waiting',
    heading: `Approval needed: prompt for ${await placeWords(db, place)}`,
    lines: [
      `${change.authorName} proposed a change to the prompt for ${await placeWords(db, place)}. It awaits a second person’s approval.`,
      ...saidIn(change),
    ],
    path: await pathOf(db, place),
  }
  const { companyId } = place
  await tellChannels(db, { topic: 'approvals', notice, companyId })
  const readers = await approversToMail(db, { companyId, exceptId: change.authorId })
  await mailStaff(db, { topic: 'approvals', notice, readers })
}

type Decision = { place: PromptPlace; authorId: string; deciderName: string; number?: number; reason?: string | null }

/** Notifies the author of a proposal that it was approved, as revision `number`, or rejected. */
export async function tellDecision(db: Db, { place, authorId, deciderName, number, reason }: Decision) {
  const words = await placeWords(db, place)
  const isApproved = number !== undefined
  const notice: NoticeToTell = {
    type: 'proposal.decided',
    heading: `${isApproved ? 'Approved' : 'Rejected'}: your change to the prompt for ${words}`,
    lines: [
      isApproved
        ? `${deciderName} approved your change to the prompt for ${words}. It is saved as revision ${number}.`
        : `${deciderName} rejected your change to the prompt for ${words}. Nothing was saved.`,
      ...saidIn({ comment: reason ?? null }),
    ],
    path: await pathOf(db, place),
  }
  const readers = await authorToMail(db, { companyId: place.companyId, staffId: authorId })
  await mailStaff(db, { topic: 'approvals', notice, readers })
}

/** Notifies the followers of the app and the channels for prompt changes of a change in production. */
export async function tellPromptChange(db: Db, { place, number, ...change }: Change & { number: number }) {
  if (place.environmentName !== 'production') return
  const words = await placeWords(db, place)
  const notice: NoticeToTell = {
    type: 'prompt.changed',
    heading: `Prompt changed: ${words}`,
    lines: [`${change.authorName} saved revision ${number} of the prompt of ${words}.`, ...saidIn(change)],
    path: await pathOf(db, place),
  }
  const { companyId, appId } = place
  await tellChannels(db, { topic: 'prompt_changes', notice, companyId })
  const readers = await followersToMail(db, { companyId, appId, exceptId: change.authorId })
  await mailStaff(db, { topic: 'prompt_changes', notice, readers })
}

const placeWords = async (db: Db, place: PromptPlace) => subjectName(place, await placeNames(db, place))

const saidIn = ({ comment }: Pick<Change, 'comment'>) => (comment ? [`“${comment}”`] : [])

async function pathOf(db: Db, { environmentName, companyId, appId }: PromptPlace) {
  if (!appId) return '/prompt'
  const [one] = await promptEnvironments(db, { environmentName, companyId, appId })
  return one ? `/${one.companySlug}/${one.appSlug}/${environmentName}/prompt` : '/prompt'
}
