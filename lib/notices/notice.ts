import type { channelTopics, mailTopics } from '@/db/schema/values'

export type ChannelTopic = (typeof channelTopics)[number]
export type MailTopic = (typeof mailTopics)[number]

/** What is no incident, as channels and people get it. Nothing secret is in it. */
export type NoticeToTell = {
  type:
    | 'proposal.waiting'
    | 'staff.enabled'
    | 'staff.invited'
    | 'staff.password_link'
    | 'staff.second_factor_removed'
    | 'staff.signed_in'
    | 'staff.sign_in_rules'
    | 'prompt.changed'
  /** The same for all that is told of one thing. */
  heading: string
  lines: string[]
  /** Where it is looked at. */
  path: string
}
