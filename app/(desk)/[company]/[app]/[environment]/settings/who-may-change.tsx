import { Callout } from '@/components/ui/callout'
import { isolated } from '@/lib/isolated'

export function WhoMayChange({ managers }: { managers: { name: string; email: string }[] }) {
  const names = managers.map(({ name, email }) => `${isolated(name)} (${isolated(email)})`)
  return (
    <Callout title="You can read these settings">
      {names.length > 0
        ? `Your integration ${names.length === 1 ? 'manager' : 'managers'} can change them: ${names.join(', ')}.`
        : 'No integration manager is assigned to this company; an admin can change them.'}
    </Callout>
  )
}
