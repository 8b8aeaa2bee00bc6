import { Avatar } from '@/components/ui/avatar'
import { Outside } from '@/components/ui/outside'
import { Section } from '@/components/ui/section'

type Props = { companyName: string; managers: readonly { id: string; name: string; email: string }[] }

/** Who can change the prompt and the settings of this company. */
export function Managers({ companyName, managers }: Props) {
  return (
    <Section title={managers.length === 1 ? 'Integration manager' : 'Integration managers'}>
      {managers.length === 0 ? (
        <p className="text-quiet">
          <Outside>{companyName}</Outside> has no integration manager. An admin can assign one in Team.
        </p>
      ) : (
        <ul className="flex flex-col gap-2">
          {managers.map(({ id, name, email }) => (
            <li key={id} className="flex items-center gap-2.5">
              <Avatar name={name} />
              <span className="flex min-w-0 flex-col">
                <span className="font-medium">
                  <Outside>{name}</Outside>
                </span>
                <a href={`mailto:${email}`} className="truncate text-quiet text-sm hover:underline">
                  <Outside>{email}</Outside>
                </a>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
