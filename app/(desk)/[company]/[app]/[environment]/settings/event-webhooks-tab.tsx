import { Webhook } from 'lucide-react'
import { hashOfPage } from '@/app/_server/page-hash'
import { Follow } from '@/components/desk/follow/follow'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { Section } from '@/components/ui/section'
import { ActionsHeader, Table, TableCell, TableHead, TableHeader, TableName, TableRow } from '@/components/ui/table'
import { Outside } from '@/components/ui/text/outside'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { eventTypeOptions } from '@/lib/events/event-labels'
import type { EventWebhookView } from '@/lib/events/webhooks/list-event-webhooks'
import { formatList } from '@/lib/format/list'
import { plural } from '@/lib/format/number'

import { EventRecording } from './event-recording'
import { EventWebhookButtons } from './event-webhook-buttons'
import { AddEventWebhook } from './event-webhook-dialog'

type Props = {
  path: string
  environmentId: string
  webhooks: EventWebhookView[]
  isRecording: boolean
  mayChange: boolean
}

export function EventWebhooksTab({ path, environmentId, webhooks, isRecording, mayChange }: Props) {
  return (
    <div className="flex flex-col gap-8">
      <Follow path={`${path}/settings/event-webhooks`} shown={hashOfPage(webhooks)} />
      <Section
        title="Event webhooks"
        description="Pushdesk sends events to your systems in order, in one signed request per event. Events name customers by user ID and contain no message texts or tokens."
        actions={mayChange && <AddEventWebhook environmentId={environmentId} />}
      >
        {webhooks.length === 0 ? (
          <EmptyState icon={<Webhook aria-hidden />} title="No event webhooks yet">
            A webhook sends events to a URL. Programs can also read them with GET /api/v1/events.
          </EmptyState>
        ) : (
          <Table label="Event webhooks" className="@max-4xl:[&_thead]:sr-only">
            <TableHead>
              <TableHeader>URL</TableHeader>
              <TableHeader>Status</TableHeader>
              <TableHeader>Waiting</TableHeader>
              <TableHeader>Last sent</TableHeader>
              <ActionsHeader />
            </TableHead>
            <tbody>
              {webhooks.map((webhook) => (
                <WebhookRow key={webhook.id} {...{ environmentId, webhook, mayChange }} />
              ))}
            </tbody>
          </Table>
        )}
      </Section>
      <Section
        title="Recording"
        description="Only recorded events can be sent or read. Pushdesk keeps them for 7 days. Adding a webhook turns recording on."
      >
        <EventRecording
          environmentId={environmentId}
          isOn={isRecording}
          mayChange={mayChange}
          isNeeded={webhooks.length > 0}
        />
      </Section>
    </div>
  )
}

type RowProps = { environmentId: string; webhook: EventWebhookView; mayChange: boolean }

function WebhookRow({ environmentId, webhook, mayChange }: RowProps) {
  const { id, url, types, waiting, isMoreWaiting, lastSentAt } = webhook
  return (
    <TableRow className="@max-4xl:grid @max-4xl:h-auto @max-4xl:grid-cols-[minmax(0,1fr)_auto] @max-4xl:py-1.5">
      <TableName isWrapped>
        <span className="flex min-w-36 max-w-md flex-col py-1.5">
          <span className="break-all font-mono text-sm">
            <Outside>{url}</Outside>
          </span>
          <span className="font-normal text-faint text-sm">{typeWords(types)}</span>
        </span>
      </TableName>
      <TableCell isWrapped className="@max-4xl:max-w-40 @max-4xl:pr-0">
        <WebhookState webhook={webhook} />
      </TableCell>
      <TableCell className="@max-4xl:pl-0">
        <span className="text-quiet @4xl:hidden">Waiting: </span>
        {waiting === 0 && !isMoreWaiting ? 'None' : `${plural(waiting, 'event')}${isMoreWaiting ? ' or more' : ''}`}
      </TableCell>
      <TableCell className="text-quiet @max-4xl:pr-0">
        <span className="@4xl:hidden">Last sent: </span>
        {lastSentAt ? <RelativeTime at={lastSentAt} /> : 'Never'}
      </TableCell>
      <TableCell align="right" className="@max-4xl:col-span-2 @max-4xl:px-0">
        {mayChange && <EventWebhookButtons {...{ environmentId, webhookId: id, url, types, state: webhook.state }} />}
      </TableCell>
    </TableRow>
  )
}

const states: Record<EventWebhookView['state'], { label: string; tone: BadgeTone }> = {
  active: { label: 'Active', tone: 'accepted' },
  failing: { label: 'Failing', tone: 'failed' },
  paused: { label: 'Paused', tone: 'suppressed' },
  off: { label: 'Off', tone: 'neutral' },
}

function WebhookState({ webhook }: { webhook: EventWebhookView }) {
  const { state, failingSince, lastAnswer } = webhook
  const isInTrouble = state === 'failing' || state === 'paused'
  return (
    <span className="flex flex-col items-start gap-0.5 py-1.5">
      <Badge tone={states[state].tone}>{states[state].label}</Badge>
      {isInTrouble && failingSince && (
        <span className="text-faint text-sm">
          {lastAnswer && <Outside>{lastAnswer}</Outside>} since <RelativeTime isSentence at={failingSince} />
        </span>
      )}
    </span>
  )
}

function typeWords(types: EventWebhookView['types']) {
  const chosen = eventTypeOptions.filter(({ value }) => types.includes(value))
  return chosen.length === eventTypeOptions.length ? 'All events' : formatList(chosen.map(({ label }) => label))
}
