import { Callout } from '@/components/ui/callout'
import { isolated } from '@/lib/isolated'

export function WhoMayChange({ managers }: { managers: { name: string; email: string }[] }) {
  const names = managers.map(({ name, email }) => `${isolated(name)} (${isolated(email)})`)
  return (
    <Callout title="View only">
      {names.length > 0
        ? `To change these settings, ask your integration ${names.length === 1 ? 'manager' : 'managers'}: ${names.join(', ')}.`
        : 'This company has no integration manager. Ask an admin to change these settings.'}
    </Callout>
  )
}
