import type { channelTopics, mailTopics } from '@/db/schema/values'

export type ChannelTopic = (typeof channelTopics)[number]
export type MailTopic = (typeof mailTopics)[number]

/** A notification to channels and people that is not an incident. Contains no secrets. */
export type NoticeToTell = {
  type:
    | 'proposal.waiting'
    | 'proposal.decided'
    | 'staff.enabled'
    | 'staff.invited'
    | 'staff.password_link'
    | 'staff.second_factor_removed'
    | 'staff.signed_in'
    | 'staff.sign_in_rules'
    | 'prompt.changed'
  /** The same for every notice about one thing. */
  heading: string
  lines: string[]
  /** The path of the page that shows it. */
  path: string
}
