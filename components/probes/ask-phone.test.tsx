import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { AskPhone } from './ask-phone'
import type { PhoneProbes, Probe } from './probes.query'

const verdict = {
  code: 'banners_off',
  sentence: 'Banners are off.',
  nextAction: { who: 'customer', sentence: 'Turn on.' },
}
const asked: Probe = {
  id: 'one',
  state: 'answered',
  askedAt: '2026-01-31T12:00:00.000Z',
  askedBy: 'Ann',
  answeredAt: '2026-01-31T12:00:02.000Z',
  waitedSeconds: 2,
  waitSeconds: 30,
  delivery: { id: 'two' },
  verdict,
  findings: [verdict],
  answer: { permission: 'authorized', settings: { banners: 'disabled', sound: 'enabled' } },
  token: 'same',
  corrections: ['permission', 'versions'],
}

function shown(initial: Partial<PhoneProbes>, mayAsk = true) {
  const all: PhoneProbes = { probes: [asked], asksLeft: 2, nextAskAt: null, refusal: null, ...initial }
  return renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <AskPhone
        device={{ environmentId: 'e', deviceId: 'd' }}
        ask={() => Promise.reject(new Error('not asked'))}
        mayAsk={mayAsk}
        initial={all}
      />
    </QueryClientProvider>,
  )
}

it('shows the verdict, the phone’s answer, and what was corrected', () => {
  const page = shown({})
  for (const text of ['Banners are off.', 'Allowed', 'The registered one', 'the permission and the versions'])
    expect(page).toContain(text)
  expect(page).toContain('2 of 3 questions left this hour.')
})

it('counts the seconds until the phone counts as silent, and disables the button meanwhile', () => {
  const waiting: Probe = { ...asked, state: 'waiting', answeredAt: null, verdict: null, findings: [], answer: null }
  const page = shown({ probes: [{ ...waiting, waitedSeconds: 12 }, asked] })
  expect(page).toContain('12 of 30 s')
  expect(page).toMatch(/<button[^>]*disabled/)
  expect(page).toContain('Earlier questions (1)')
})

it('has no button for a person without permission, and gives the reason if the phone can’t be asked', () => {
  // Times are also buttons, with their own style.
  expect(shown({}, false)).not.toMatch(/<button(?![^>]*cursor-default)/)
  expect(shown({ asksLeft: 0, refusal: 'This device is disabled.' })).toContain('This device is disabled.')
})
