'use client'

import { useAct } from '@/components/desk/acted'
import { FormMessage } from '@/components/ui/form-message'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextField } from '@/components/ui/text-field'
import { enteredValue, fieldErrors } from '@/lib/form-state'
import { saveJwksUrl } from './actions'

export function JwksForm({ environmentId, jwksUrl }: { environmentId: string; jwksUrl: string }) {
  const [state, submit] = useAct(saveJwksUrl)
  return (
    <form action={submit} className="flex flex-col gap-2">
      <input type="hidden" name="environmentId" value={environmentId} />
      <FormMessage state={state} success="JWKS URL saved." />
      <div className="flex items-end gap-2">
        <TextField
          label="JWKS URL"
          name="jwksUrl"
          type="url"
          isOptional
          isMono
          placeholder="https://example.com/.well-known/jwks.json"
          hint="For tokens signed with your own asymmetric keys. The secret below keeps working too."
          defaultValue={enteredValue(state, 'jwksUrl', jwksUrl)}
          errors={fieldErrors(state, 'jwksUrl')}
          className="flex-1"
        />
        <SubmitButton variant="secondary" className="mb-5">
          Save
        </SubmitButton>
      </div>
    </form>
  )
}
