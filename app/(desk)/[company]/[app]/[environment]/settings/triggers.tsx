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
            <TableHeader className="hidden @4xl:table-cell">What it does</TableHeader>
            <TableHeader className="hidden @md:table-cell">URL ends in</TableHeader>
            <TableHeader>Status</TableHeader>
            <TableHeader className="hidden @2xl:table-cell">Last used</TableHeader>
            <TableHeader className="hidden @4xl:table-cell">Created</TableHeader>
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
      <TableName isWrapped>
        <span className="flex min-w-36 max-w-72 flex-col py-1.5">
          <Outside>{trigger.name}</Outside>
          <span className="font-normal text-faint text-sm @4xl:hidden">{triggerActWords[trigger.act]}</span>
        </span>
      </TableName>
      <TableCell className="hidden @4xl:table-cell">{triggerActWords[trigger.act]}</TableCell>
      <TableCell className="hidden @md:table-cell">
        <span className="font-mono text-sm">{trigger.masked}</span>
      </TableCell>
      <TableCell>{isOver ? <Badge tone="failed">Revoked</Badge> : <Badge tone="accepted">Active</Badge>}</TableCell>
      <TableCell className="hidden text-quiet @2xl:table-cell">
        {trigger.lastUsedAt ? <RelativeTime at={trigger.lastUsedAt} /> : 'Never'}
      </TableCell>
      <TableCell isWrapped className="hidden text-quiet @4xl:table-cell">
        <RelativeTime at={trigger.createdAt} /> by <Outside>{trigger.createdByName}</Outside>
      </TableCell>
      <TableCell align="right">
        {mayChange && !isOver && <RevokeTrigger environmentId={environmentId} trigger={trigger} />}
      </TableCell>
    </TableRow>
  )
}
