import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { Section } from '@/components/ui/section'
import { ActionsHeader, Table, TableCell, TableHead, TableHeader, TableName, TableRow } from '@/components/ui/table'
import { CutNote } from '@/components/ui/text/cut-note'
import { Outside } from '@/components/ui/text/outside'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { listedMax } from '@/lib/paging/listed-max'
import { type TriggerView, triggerActWords } from '@/lib/triggers/trigger-view'
import { CreateTriggerDialog } from './create-trigger-dialog'
import { RevokeTrigger } from './revoke-trigger'

type Props = { environmentId: string; triggers: TriggerView[]; mayChange: boolean }

/** Secret URLs for programs that can only call a URL. */
export function Triggers({ environmentId, triggers, mayChange }: Props) {
  return (
    <Section
      title="Triggers"
      description="A trigger is a secret URL for an alert manager. A POST request turns this app’s prompt off or pauses its rollout right away, without approval. A trigger can’t do anything else."
      actions={mayChange && <CreateTriggerDialog environmentId={environmentId} />}
    >
      {triggers.length === 0 ? (
        <EmptyState title="No triggers yet">
          With a trigger, an alert can turn the prompt off before anyone sees it.
        </EmptyState>
      ) : (
        <Table label="Triggers">
          <TableHead>
            <TableHeader>Name</TableHeader>
            <TableHeader>What it does</TableHeader>
            <TableHeader>URL ends in</TableHeader>
            <TableHeader>Status</TableHeader>
            <TableHeader>Last used</TableHeader>
            <TableHeader>Created</TableHeader>
            <ActionsHeader />
          </TableHead>
          <tbody>
            {triggers.map((trigger) => (
              <TriggerRow key={trigger.id} {...{ trigger, environmentId, mayChange }} />
            ))}
          </tbody>
        </Table>
      )}
      {triggers.length >= listedMax.triggers && (
        <CutNote>Up to {listedMax.triggers} triggers are listed, those not revoked first, then the newest.</CutNote>
      )}
    </Section>
  )
}

type RowProps = Omit<Props, 'triggers'> & { trigger: TriggerView }

function TriggerRow({ trigger, environmentId, mayChange }: RowProps) {
  const isOver = trigger.state === 'revoked'
  return (
    <TableRow className={isOver ? 'text-quiet' : undefined}>
      <TableName className="max-w-48 truncate">
        <Outside>{trigger.name}</Outside>
      </TableName>
      <TableCell>{triggerActWords[trigger.act]}</TableCell>
      <TableCell>
        <span className="font-mono text-sm">{trigger.masked}</span>
      </TableCell>
      <TableCell>{isOver ? <Badge tone="failed">Revoked</Badge> : <Badge tone="accepted">Active</Badge>}</TableCell>
      <TableCell className="text-quiet">
        {trigger.lastUsedAt ? <RelativeTime at={trigger.lastUsedAt} /> : 'Never'}
      </TableCell>
      <TableCell className="text-quiet">
        <RelativeTime at={trigger.createdAt} /> by <Outside>{trigger.createdByName}</Outside>
      </TableCell>
      <TableCell align="right">
        {mayChange && !isOver && <RevokeTrigger environmentId={environmentId} trigger={trigger} />}
      </TableCell>
    </TableRow>
  )
}
