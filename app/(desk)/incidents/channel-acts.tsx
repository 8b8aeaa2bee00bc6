'use client'

import { useTransition } from 'react'
import { acted } from '@/components/desk/acted'
import { FormDialog } from '@/components/desk/form-dialog'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/form/text-field'
import { ConfirmDialog } from '@/components/ui/overlays/confirm-dialog'
import { toast } from '@/components/ui/overlays/toast'
import { formField } from '@/lib/form-state'
import { isolated } from '@/lib/text/isolated'
import { changeChannelAction, removeChannelAction, testChannelAction } from './actions'
import { ChannelRuleFields, type Rules } from './channel-rule-fields'

type Props = { channelId: string; name: string; kind: string; rules: Rules }

export function ChannelActs({ channelId, name, kind, rules }: Props) {
  const [isPending, startTransition] = useTransition()
  const test = () =>
    startTransition(async () => {
      const state = await acted(() => testChannelAction(channelId))
      if (!state.ok) toast.failure('Couldn’t send a test', { description: state.message })
      else if (state.result.isSent) toast.good('Test sent', { description: state.result.answer })
      else toast.failure('Couldn’t send a test', { description: state.result.answer })
    })
  async function remove() {
    const state = await acted(() => removeChannelAction(channelId))
    if (state.ok) toast.good(`Channel ${isolated(name)} removed`)
    else toast.failure('Couldn’t remove the channel', { description: state.message })
    return state.ok
  }
  return (
    <span className="flex flex-col items-end gap-1 py-1.5 sm:flex-row sm:justify-end">
      <Button size="small" isPending={isPending} onClick={test} aria-label={`Send a test to ${isolated(name)}`}>
        Send test
      </Button>
      <FormDialog
        title={`Change ${isolated(name)}`}
        submitLabel="Save rules"
        act={changeChannelAction.bind(null, channelId)}
        onDone={() => toast.good(`Rules of ${isolated(name)} saved`)}
        trigger={
          <Button size="small" aria-label={`Change ${isolated(name)}`}>
            Change…
          </Button>
        }
      >
        {(state) => (
          <>
            <TextField label="Name" {...formField(state, 'name', name)} />
            <ChannelRuleFields kind={kind} rules={rules} state={state} />
          </>
        )}
      </FormDialog>
      <ConfirmDialog
        title={`Remove ${isolated(name)}?`}
        confirmLabel="Remove channel"
        onConfirm={remove}
        trigger={
          <Button size="small" aria-label={`Remove ${isolated(name)}`}>
            Remove…
          </Button>
        }
      >
        <p>Pushdesk stops notifying this channel and discards its queued messages.</p>
      </ConfirmDialog>
    </span>
  )
}
