import type { SignInNeed } from '@/db/schema/sign-in'

export type { SignInNeed, SignInNeeds } from '@/db/schema/sign-in'

export const needLabels: Record<SignInNeed, { word: string; does: string }> = {
  nothing: { word: 'A password is enough', does: 'Single sign-on works too, if it’s set up.' },
  second_factor: {
    word: 'Two-factor authentication',
    does: 'A password with a code from an authenticator app, or single sign-on.',
  },
  single_sign_on: { word: 'Single sign-on', does: 'Passwords no longer work.' },
}

export const needWord = (need: SignInNeed) => needLabels[need].word
