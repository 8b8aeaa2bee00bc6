import type { PromptContents } from '@/db/demo/prompts'
import { offContent, PromptContent, type PromptContentInput } from '@/lib/prompts/content/content'

const words: PromptContentInput['words'] = {
  fallbackLocale: 'en',
  locales: {
    en: {
      title: 'Don’t miss a reply',
      body: 'Leave the app while you wait. We’ll tell you the moment an agent writes.',
      accept: 'Notify me',
      dismiss: 'Not now',
    },
    de: {
      title: 'Keine Antwort verpassen',
      body: 'Verlassen Sie die App, während Sie warten. Wir melden uns, sobald jemand schreibt.',
      accept: 'Benachrichtigen',
      dismiss: 'Nicht jetzt',
    },
    es: {
      title: 'No te pierdas la respuesta',
      body: 'Sal de la app mientras esperas. Te avisaremos en cuanto un agente escriba.',
      accept: 'Avisarme',
      dismiss: 'Ahora no',
    },
  },
}

const launch: PromptContentInput = {
  schema: 1,
  isOn: true,
  rules: [],
  rollout: { share: 10_000 },
  askAgain: { afterDays: 30, timesMax: 2 },
  sdkVersionMin: '3.2.0',
  words: {
    fallbackLocale: 'en',
    locales: { en: words.locales.en ?? offContent.words.locales.en },
  } as PromptContentInput['words'],
}

const halfway: PromptContentInput = { ...launch, rollout: { share: 50_000 }, words }

const everyone: PromptContentInput = {
  ...halfway,
  rules: [
    {
      id: 'old-apps',
      description: 'Versions that show the prompt behind the keyboard',
      conditions: [{ attribute: 'appVersion', operator: 'below', values: ['8.0.0'] }],
      share: 0,
    },
  ],
  rollout: { share: 100_000 },
}

const content = (input: PromptContentInput) => PromptContent.parse(input)

/** The platform prompt is off. The first company rolled it out to everyone in three revisions. */
export const demoPrompts: PromptContents = {
  platform: offContent,
  company: [
    { content: content(launch), comment: 'Start with 10% of customers.', daysAgo: 13, share: 0.1 },
    {
      content: content(halfway),
      comment: 'Opt-in looks good. Increase to 50%, and add German and Spanish text.',
      daysAgo: 8,
      share: 0.5,
    },
    { content: content(everyone), comment: 'Everyone except versions with the layout bug.', daysAgo: 3, share: 1 },
  ],
}
