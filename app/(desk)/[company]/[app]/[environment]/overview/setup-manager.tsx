'use client'

import { InviteDialog } from '@/app/(desk)/team/invite-dialog'
import { Button } from '@/components/ui/button'
import type { StepProps } from './setup-acts'

/** Creates the integration manager's invitation link. */
export function ManagerStep({ mayInvite, companyName, steps: { companyId }, pause }: StepProps) {
  return (
    <>
      <p className="text-quiet">Integration managers control the prompt and the settings of their companies.</p>
      {mayInvite ? (
        <div>
          <InviteDialog
            companies={[{ id: companyId, name: companyName }]}
            starts={{ role: 'integration_manager', companyIds: [companyId] }}
            onOpenChange={pause}
            trigger={<Button variant="primary">Invite integration manager…</Button>}
          />
        </div>
      ) : (
        <p className="text-quiet">An admin invites people.</p>
      )}
    </>
  )
}
