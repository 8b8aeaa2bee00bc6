import type { Role } from '@/db/schema/staff'

export type { Role } from '@/db/schema/staff'

export const roleLabels: Record<Role, { word: string; does: string }> = {
  admin: { word: 'Admin', does: 'Can do everything in every company, and manages the team and the platform prompt.' },
  integration_manager: {
    word: 'Integration manager',
    does: 'Manages the prompt, settings, and keys of the assigned companies.',
  },
  support: { word: 'Support', does: 'Looks up customers, sends tests, and disables devices.' },
  viewer: { word: 'Viewer', does: 'Can view, but can’t change anything.' },
}

export const roleWord = (role: Role) => roleLabels[role].word

/** `Acme (Viewer)`: a company’s name, with the person’s role there if it differs from their main role. */
export const companyWithRole = (name: string, role?: Role) => (role ? `${name} (${roleWord(role)})` : name)
