import type { PromptContentInput } from './content'

/** A configuration that uses every part, in the format of export and import. */
export const exampleContent: PromptContentInput = {
  schema: 1,
  isOn: true,
  rules: [
    {
      id: 'old-apps',
      description: 'Old versions with a layout bug',
      conditions: [{ attribute: 'appVersion', operator: 'below', values: ['4.2.0'] }],
      share: 0,
    },
    {
      id: 'dach',
      description: 'Launch countries',
      conditions: [
        { attribute: 'country', operator: 'in', values: ['DE', 'AT', 'CH'] },
        { attribute: 'osVersion', operator: 'atLeast', values: ['16.0'] },
      ],
      share: 100_000,
    },
    {
      id: 'premium',
      conditions: [{ attribute: 'custom', name: 'plan', operator: 'in', values: ['premium', 'private'] }],
      share: 50_000,
    },
  ],
  rollout: { share: 25_000, salt: '' },
  schedule: {
    timeZone: 'Europe/Berlin',
    startsAt: null,
    endsAt: null,
    steps: [{ at: '2030-01-07T08:00:00.000Z', share: 50_000 }],
  },
  askAgain: { afterDays: 14, timesMax: 3 },
  sdkVersionMin: '3.0.0',
  words: {
    fallbackLocale: 'en',
    locales: {
      en: {
        title: 'Don’t miss a reply',
        body: 'We can notify you when an agent answers, even when the app is closed.',
        accept: 'Notify me',
        dismiss: 'Not now',
      },
      de: {
        title: 'Keine Antwort verpassen',
        body: 'Wir benachrichtigen Sie, sobald jemand antwortet, auch wenn die App geschlossen ist.',
        accept: 'Benachrichtigen',
        dismiss: 'Nicht jetzt',
      },
    },
  },
}
