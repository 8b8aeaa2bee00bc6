'use client'

import { AppHome } from './app-home'
import { ChatScreen } from './chat-screen'
import { DisableFirstAlert } from './disable-first-alert'
import styles from './phone.module.css'
import { usePhone } from './phone-context'
import { PromptSheet } from './prompt-sheet'
import { QueueScreen } from './queue-screen'
import { SignInScreen } from './sign-in-screen'

/** The company's app. */
export function AppScreens({ appName }: { appName: string }) {
  const { state } = usePhone()
  const { screen, prompt, leaving } = state.app
  return (
    <div className={styles.app}>
      {screen === 'sign_in' && <SignInScreen appName={appName} />}
      {screen === 'home' && <AppHome appName={appName} />}
      {screen === 'queue' && <QueueScreen />}
      {screen === 'chat' && <ChatScreen appName={appName} />}
      {prompt && <PromptSheet words={prompt} />}
      {leaving && <DisableFirstAlert />}
    </div>
  )
}
