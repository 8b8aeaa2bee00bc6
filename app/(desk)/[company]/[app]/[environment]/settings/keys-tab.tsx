import { Badge } from '@/components/ui/badge'
import { classNames } from '@/components/ui/class-names'
import { EmptyState } from '@/components/ui/empty-state'
import { Section } from '@/components/ui/section'
import { ActionsHeader, Table, TableCell, TableHead, TableHeader, TableName, TableRow } from '@/components/ui/table'
import { CopyButton } from '@/components/ui/text/copy-button'
import { CutNote } from '@/components/ui/text/cut-note'
import { Outside } from '@/components/ui/text/outside'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { formatNumber } from '@/lib/format/number'
import type { ApiKeyView } from '@/lib/keys/api-key-view'
import { listedMax } from '@/lib/paging/listed-max'
import type { TriggerView } from '@/lib/triggers/trigger-view'
import { CreateKeyForm } from './create-key-form'
import { KeyActions } from './key-actions'
import { PublicLimits } from './public-limits'
import { Triggers } from './triggers'

type Props = {
  environmentId: string
  keys: ApiKeyView[]
  triggers: TriggerView[]
  requiresIdentity: boolean
  mayChange: boolean
}

export function KeysTab({ environmentId, keys, triggers, requiresIdentity, mayChange }: Props) {
  return (
    <div className="flex flex-col gap-8">
      <Section
        title="API keys"
        description={`A publishable key ships in the app, so anyone can read it there. It can only make the SDK’s requests: ${publishableMay(requiresIdentity)} A secret key belongs on a server.`}
      >
        {keys.length === 0 ? (
          <EmptyState title="No API keys yet">
            The app needs a publishable key to register devices in this environment.
          </EmptyState>
        ) : (
          <Table label="API keys" className="@max-[60rem]:[&_thead]:sr-only">
            <TableHead>
              <TableHeader>Name</TableHeader>
              <TableHeader>Key</TableHeader>
              <TableHeader>Status</TableHeader>
              <TableHeader>Last used</TableHeader>
              <TableHeader align="right" className="whitespace-normal">
                Rate limit (per second)
              </TableHeader>
              <TableHeader>Created</TableHeader>
              <ActionsHeader />
            </TableHead>
            <tbody>
              {keys.map((key) => (
                <KeyRow key={key.id} shownKey={key} environmentId={environmentId} mayChange={mayChange} />
              ))}
            </tbody>
          </Table>
        )}
        {keys.length >= listedMax.apiKeys && (
          <CutNote>Up to {listedMax.apiKeys} keys are listed, those not revoked first, then the newest.</CutNote>
        )}
      </Section>
      <PublicLimits />
      {mayChange && (
        <Section title="Create key">
          <CreateKeyForm environmentId={environmentId} />
        </Section>
      )}
      <Triggers {...{ environmentId, triggers, mayChange }} />
    </div>
  )
}

const publishableMay = (requiresIdentity: boolean) =>
  requiresIdentity
    ? 'registering and removing a device, presence, receipts, and the prompt. For a user ID it also needs a User-Token.'
    : 'registering and removing a device, presence, receipts, and the prompt, for any user ID, because identity verification is off.'

function KeyRow({
  shownKey: key,
  environmentId,
  mayChange,
}: {
  shownKey: ApiKeyView
  environmentId: string
  mayChange: boolean
}) {
  const isOver = key.state === 'revoked' || key.state === 'expired'
  return (
    <TableRow
      className={classNames(
        '@max-[60rem]:grid @max-[60rem]:h-auto @max-[60rem]:grid-cols-[minmax(0,1fr)_auto] @max-[60rem]:items-center @max-[60rem]:py-1.5',
        isOver && 'text-quiet',
      )}
    >
      <TableName className="max-w-48 truncate @max-[60rem]:max-w-none">
        <Outside>{key.name}</Outside>
      </TableName>
      <TableCell className="@max-[60rem]:order-1 @max-[60rem]:pl-0">
        <span className="inline-flex items-center gap-2 align-top">
          <span className="font-mono text-sm">{key.masked}</span>
          {key.publishableKey && !isOver && (
            <CopyButton text={key.publishableKey} label={`Copy publishable key ${key.name}`} isIconOnly />
          )}
          <Badge>{key.kind === 'secret' ? 'Secret' : 'Publishable'}</Badge>
        </span>
      </TableCell>
      <TableCell className="@max-[60rem]:pr-0 @max-[60rem]:text-right">
        <KeyState shownKey={key} />
      </TableCell>
      <TableCell className="text-quiet @max-[60rem]:order-2 @max-[60rem]:col-span-2 @max-[60rem]:px-0 @max-[60rem]:text-sm">
        <span className="@min-[60rem]:hidden">Last used: </span>
        {key.lastUsedAt ? <RelativeTime at={key.lastUsedAt} /> : 'Never'}
      </TableCell>
      <TableCell align="right" className="@max-[60rem]:hidden">
        {formatNumber(key.ratePerSecondMax)}
      </TableCell>
      <TableCell isWrapped className="text-quiet @max-[60rem]:hidden">
        <RelativeTime at={key.createdAt} />
        {key.createdByName && (
          <>
            {' '}
            by <Outside>{key.createdByName}</Outside>
          </>
        )}
      </TableCell>
      <TableCell align="right" className="@max-[60rem]:order-1 @max-[60rem]:pl-0 @max-[60rem]:pr-0">
        {mayChange && !isOver && <KeyActions environmentId={environmentId} shownKey={key} />}
      </TableCell>
    </TableRow>
  )
}

function KeyState({ shownKey: { state, expiresAt } }: { shownKey: ApiKeyView }) {
  if (state === 'revoked') return <Badge tone="failed">Revoked</Badge>
  if (state === 'expired') return <Badge tone="expired">Expired</Badge>
  if (state === 'ending' && expiresAt)
    return (
      <span className="inline-flex items-center gap-1.5 align-top">
        <Badge tone="waiting">Expires</Badge>
        <RelativeTime at={expiresAt} />
      </span>
    )
  return <Badge tone="accepted">Active</Badge>
}
