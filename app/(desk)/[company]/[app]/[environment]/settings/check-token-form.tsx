'use client'

import { useAct } from '@/components/desk/acted'
import { Callout } from '@/components/ui/callout'
import { FormMessage } from '@/components/ui/form/form-message'
import { SubmitButton } from '@/components/ui/form/submit-button'
import { TextArea } from '@/components/ui/form/text-area'
import { TextField } from '@/components/ui/form/text-field'
import { RelativeTime } from '@/components/ui/time/relative-time'
import { fieldErrors, formField } from '@/lib/form-state'
import { checkTokenAction } from './actions'

export function CheckTokenForm({ environmentId }: { environmentId: string }) {
  const [state, submit] = useAct(checkTokenAction)
  return (
    <form action={submit} className="flex max-w-xl flex-col gap-3">
      <input type="hidden" name="environmentId" value={environmentId} />
      <FormMessage state={state} />
      <TextArea
        label="User-Token"
        name="secretToken"
        isMono
        rows={3}
        autoComplete="off"
        spellCheck={false}
        errors={fieldErrors(state, 'token')}
      />
      <TextField
        label="user.id"
        {...formField(state, 'userId')}
        isOptional
        hint="The customer the request would name"
        autoComplete="off"
      />
      {state?.ok && (
        <Callout tone={state.result.holds ? 'good' : 'failure'} isLive title={state.result.message}>
          {state.result.holds &&
            (state.result.expiresAt ? (
              <>
                Expires <RelativeTime isSentence at={state.result.expiresAt} />.
              </>
            ) : (
              'It never expires. Give your tokens a short exp.'
            ))}
        </Callout>
      )}
      <div>
        <SubmitButton variant="secondary">Check token</SubmitButton>
      </div>
    </form>
  )
}
