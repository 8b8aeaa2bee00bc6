'use client'

import { LogIn } from 'lucide-react'
import { useState } from 'react'
import { FormDialog } from '@/components/desk/form-dialog'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/form/select'
import { toast } from '@/components/ui/overlays/toast'
import { enteredValue, fieldErrors } from '@/lib/form-state'
import { type Role, roleLabels } from '@/lib/staff/roles'
import { needLabels, type SignInNeed, type SignInNeeds } from '@/lib/staff/rules/need-words'
import { changeSignInRulesAction } from './sign-in-rules-actions'

type Props = { needs: SignInNeeds; takesTwo: boolean; hasSingleSignOn: boolean }

const rolesShown = Object.entries(roleLabels) as [Role, (typeof roleLabels)[Role]][]
const options = (Object.entries(needLabels) as [SignInNeed, (typeof needLabels)[SignInNeed]][]).map(
  ([value, { word, does }]) => ({ value, label: word, hint: does }),
)

export function SignInRulesDialog({ needs, takesTwo, hasSingleSignOn }: Props) {
  const [isOpen, setOpen] = useState(false)
  return (
    <FormDialog
      title="Change the sign-in rules"
      description={`Stricter rules apply right away: people without two-factor authentication must set it up, and if single sign-on is required, sessions that began with a password end. ${
        takesTwo ? 'Looser rules need a second admin.' : ''
      }`}
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<Button icon={<LogIn aria-hidden className="size-3.5" />}>Change rules…</Button>}
      act={changeSignInRulesAction}
      submitLabel="Change rules"
      onDone={({ isAsked }) =>
        isAsked
          ? toast.good('Waiting for another admin', { description: 'The rules don’t change until they agree.' })
          : toast.good('Sign-in rules changed')
      }
    >
      {(state) => (
        <>
          {rolesShown.map(([role, { word }]) => (
            <Select
              key={`${role} ${enteredValue(state, role)}`}
              label={word}
              name={role}
              options={options.filter(
                ({ value }) => hasSingleSignOn || value !== 'single_sign_on' || needs[role] === value,
              )}
              defaultValue={enteredValue(state, role, needs[role]) as SignInNeed}
              errors={fieldErrors(state, `needs.${role}`)}
            />
          ))}
          {!hasSingleSignOn && (
            <p className="text-quiet">Single sign-on can be required once the operator has set it up.</p>
          )}
        </>
      )}
    </FormDialog>
  )
}
