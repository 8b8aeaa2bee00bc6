import { PushStillEnabled } from '@/sdk/failure'
import { isSameUser, type User } from '@/sdk/user'
import type { AppParts } from './app-parts'
import { phoneFailureWords } from './failure-words'

/** Signs customers in and out, in the order that the SDK requires. */
export function createAppCustomer({ pushdesk, read, change, show, onEntered }: AppParts & { onEntered: () => void }) {
  function become(next: User | undefined) {
    try {
      pushdesk.user = next
      entered(next)
    } catch (error) {
      if (!(error instanceof PushStillEnabled)) throw error
      show({ leaving: { next }, notice: undefined })
    }
  }

  function entered(user: User | undefined) {
    const { knownUsers } = read()
    change({ user })
    if (user) change({ knownUsers: [user, ...knownUsers.filter((known) => !isSameUser(known, user))] })
    const screen = user ? 'home' : 'sign_in'
    show({ screen, leaving: undefined, isBusy: false, notice: undefined, conversationId: undefined })
    onEntered()
  }

  return {
    become,
    stay: () => show({ leaving: undefined }),
    async disableAndBecome() {
      const { leaving } = read().app
      if (!leaving) return
      show({ isBusy: true })
      try {
        await pushdesk.changeUser(leaving.next, { disableFirst: true })
        entered(leaving.next)
      } catch (failure) {
        const text = phoneFailureWords('You’re still signed in because notifications couldn’t be turned off', failure)
        show({ leaving: undefined, isBusy: false, notice: { tone: 'bad', about: 'push', text } })
      }
    },
  }
}
