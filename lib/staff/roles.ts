import type { Role } from '@/db/schema/staff'

export type { Role } from '@/db/schema/staff'

export const roleWords: Record<Role, { word: string; does: string }> = {
  admin: { word: 'Admin', does: 'Everything, in every company; the team and the platform’s prompt.' },
  integration_manager: {
    word: 'Integration manager',
    does: 'The prompt, settings and keys of the companies assigned.',
  },
  support: { word: 'Support', does: 'Looks up customers, sends tests, disables devices.' },
  viewer: { word: 'Viewer', does: 'Reads.' },
}

export const roleWord = (role: Role) => roleWords[role].word
