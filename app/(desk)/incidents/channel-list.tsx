import { Section } from '@/components/ui/section'
import { ActionsHeader, Table, TableCell, TableHead, TableHeader, TableName, TableRow } from '@/components/ui/table'
import { Outside } from '@/components/ui/text/outside'
import { RelativeTime } from '@/components/ui/time/relative-time'
import type { listChannels } from '@/lib/channels/list-channels'
import { ChannelActs } from './channel-acts'
import { ChannelDialog } from './channel-dialog'
import type { Rules } from './channel-rule-fields'
import { kindWord } from './kind-words'
import { channelRuleWords } from './rule-words'

type Props = {
  channels: Awaited<ReturnType<typeof listChannels>>
  companies: { id: string; name: string }[]
  isAdmin: boolean
  sendsMail: boolean
}

export function ChannelList({ channels, companies, isAdmin, sendsMail }: Props) {
  return (
    <Section
      title="Channels"
      description="Pushdesk notifies these channels when an incident opens, changes, or closes. It retries until the channel accepts the message."
      actions={<ChannelDialog companies={companies} isAdmin={isAdmin} sendsMail={sendsMail} />}
    >
      {channels.length === 0 ? (
        <p className="text-quiet">No channel yet. Without one, incidents are shown here only.</p>
      ) : (
        <Table label="Channels">
          <TableHead>
            <TableHeader>Name</TableHeader>
            <TableHeader className="hidden @4xl:table-cell">Company</TableHeader>
            <TableHeader className="hidden @2xl:table-cell">Reports</TableHeader>
            <TableHeader className="hidden @4xl:table-cell">Last message</TableHeader>
            <ActionsHeader />
          </TableHead>
          <tbody>
            {channels.map(({ id, name, kind, shownAddress, companyName, lastSentAt, failing, ...rules }) => (
              <TableRow key={id}>
                <TableName isWrapped>
                  <span className="flex min-w-36 flex-col py-1.5">
                    <Outside>{name}</Outside>
                    <span className="font-normal text-faint text-sm">
                      {kindWord(kind)}, <Outside>{shownAddress}</Outside>
                    </span>
                    <span className="font-normal text-faint text-sm @4xl:hidden">
                      {companyName ? <Outside>{companyName}</Outside> : 'All companies'}
                      <span className="@2xl:hidden">: {channelRuleWords(rules)}</span>
                    </span>
                    {failing && <span className="font-normal text-sm text-status-failed">Not sent: {failing}</span>}
                  </span>
                </TableName>
                <TableCell isWrapped className="hidden @4xl:table-cell">
                  {companyName ? <Outside>{companyName}</Outside> : 'All companies'}
                </TableCell>
                <TableCell isWrapped className="hidden @2xl:table-cell">
                  {channelRuleWords(rules)}
                </TableCell>
                <TableCell className="hidden @4xl:table-cell">
                  {lastSentAt ? <RelativeTime at={lastSentAt} /> : 'None yet'}
                </TableCell>
                <TableCell align="right">
                  <ChannelActs channelId={id} name={name} kind={kind} rules={rulesIn(rules)} />
                </TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  )
}

const rulesIn = ({ severityMin, topics, causes, quietMinutes, unacknowledgedMinutes }: Rules): Rules => ({
  severityMin,
  topics,
  causes,
  quietMinutes,
  unacknowledgedMinutes,
})
