import { allPlaces, type Place } from '@/components/desk/frame/places'
import type { WorkspaceCompany } from '@/lib/companies/workspace'
import { roleMay } from '@/lib/permissions'
import type { Role } from '@/lib/staff/roles'

export type PaletteCommand = { name: string; detail?: string; words?: string; href?: string; act?: () => void }
export type CommandGroup = { heading: string; commands: PaletteCommand[] }

type Given = { companies: WorkspaceCompany[]; place: Place | undefined; role: Role; acts: PaletteCommand[] }

/** All pages and actions available from here for this role. */
export function commandGroups({ companies, place, role, acts }: Given): CommandGroup[] {
  const base = place?.environment.path
  const roleHere = place?.company.role ?? role
  const here = place && `${place.app.name}, ${place.environment.name}`
  const inHere = (page: string, name: string, words = ''): PaletteCommand => ({
    name,
    detail: here,
    words,
    href: `${base}/${page}`,
  })
  return [
    {
      heading: 'Actions',
      commands: [
        ...(base && roleMay(roleHere, 'test.send') ? [inHere('test', 'Send test', 'push notification try')] : []),
        ...(base && roleMay(roleHere, 'prompt.publish')
          ? [inHere('prompt', 'Turn the prompt on or off', 'toggle flag switch permission')]
          : []),
        ...(roleMay(role, 'team.invite') ? [{ name: 'Invite someone', words: 'team add', href: '/team' }] : []),
        ...acts,
      ],
    },
    {
      heading: 'Go to',
      commands: [
        { name: 'Companies', words: 'home start health', href: '/' },
        { name: 'Incidents', words: 'outage alarm on call channels slack pagerduty', href: '/incidents' },
        ...(base
          ? [
              inHere('overview', 'Overview'),
              inHere('prompt', 'Prompt', 'flag permission'),
              inHere('devices', 'Devices', 'customers tokens registrations'),
              inHere('deliveries', 'Deliveries', 'log attempts notifications'),
              ...(roleMay(roleHere, 'test.send') ? [] : [inHere('test', 'Send test')]),
              inHere('settings', 'Settings', 'credentials p8 keys company api identity'),
            ]
          : []),
        { name: 'Demo phone', words: 'simulator iphone sdk', href: '/simulator' },
        { name: 'All prompts', words: 'matrix', href: '/prompt' },
        ...(roleMay(role, 'audit.read')
          ? [{ name: 'Audit log', words: 'history changes sign-in', href: '/audit' }]
          : []),
        { name: 'Team', words: 'people roles', href: '/team' },
        { name: 'Account', words: 'password sessions theme', href: '/account' },
      ],
    },
    {
      heading: 'Switch to',
      commands: allPlaces(companies)
        .filter(({ environment }) => environment.path !== base)
        .map(({ company, app, environment }) => ({
          name: `${app.name}, ${environment.name}`,
          detail: company.name,
          href: `${environment.path}/overview`,
        })),
    },
  ]
}

/** Every typed word must be the start of a word of the command. */
export function matchingCommands(groups: readonly CommandGroup[], typed: string): CommandGroup[] {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const matches = ({ name, detail = '', words = '' }: PaletteCommand) => {
    const own = `${name} ${detail} ${words}`.toLowerCase().split(/[\s,]+/)
    return wanted.every((word) => own.some((one) => one.startsWith(word)))
  }
  return groups
    .map(({ heading, commands }) => ({ heading, commands: commands.filter(matches) }))
    .filter(({ commands }) => commands.length > 0)
}
