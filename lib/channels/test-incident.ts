import type { PublicIncident } from '@/lib/incidents/public-incident'

export const testCause = 'test'

/** The content of a test message. It has the shape of an incident, and says that it is a test. */
export const testIncident = (now: Date): PublicIncident => ({
  id: '00000000-0000-7000-8000-000000000000',
  cause: testCause,
  severity: 'warning',
  scope: {},
  state: 'open',
  openedAt: now.toISOString(),
  closedAt: null,
  partOf: null,
  affected: { customers: 0, waiting: 0, lost: 0 },
  title: 'Test message',
  place: 'All companies',
  sentence: 'This is a test from Pushdesk. Nothing is wrong.',
  meanwhile: '',
  nextAction: { who: 'nobody', sentence: 'No action needed.' },
  changeBefore: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  mutedUntil: null,
  muteReason: null,
})
