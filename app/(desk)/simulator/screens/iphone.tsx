'use client'

import { useEffect, useRef } from 'react'
import { onDemand } from '@/components/ui/on-demand'
import { whenIdle } from '@/components/ui/when-idle'
import app from './app.module.css'
import styles from './iphone.module.css'
import { LockScreen } from './lock-screen'
import { NotificationCard } from './notification-card'
import { usePhone } from './phone-context'
import { StatusBar } from './status-bar'

const AppHome = onDemand(() => import('./app-home').then((loaded) => loaded.AppHome))
const HomeScreen = onDemand(() => import('./home-screen').then((loaded) => loaded.HomeScreen))
const SignInScreen = onDemand(() => import('./sign-in-screen').then((loaded) => loaded.SignInScreen))
const ChatScreen = onDemand(() => import('./chat-screen').then((loaded) => loaded.ChatScreen))
const QueueScreen = onDemand(() => import('./queue-screen').then((loaded) => loaded.QueueScreen))
const DisableFirstAlert = onDemand(() => import('./disable-first-alert').then((loaded) => loaded.DisableFirstAlert))
const PromptSheet = onDemand(() => import('./prompt-sheet').then((loaded) => loaded.PromptSheet))
const SystemAlert = onDemand(() => import('./system-alert').then((loaded) => loaded.SystemAlert))
const SettingsApp = onDemand(() => import('./settings-app').then((loaded) => loaded.SettingsApp))

/** Loads the other screens ahead of time. */
function preloadScreens() {
  for (const { preload } of [HomeScreen, SignInScreen, AppHome, QueueScreen, ChatScreen]) void preload()
}

export function IPhone({ appName }: { appName: string }) {
  const { phone, state } = usePhone()
  const { front } = state.ios
  const isOnDark = front === 'lock' || front === 'home' || (front === 'app' && hasDarkTop(state.app.screen))
  useEffect(() => whenIdle(preloadScreens), [])
  const screen = useKeptFocus(`${front} ${state.app.screen}`)
  return (
    <div className={styles.stage}>
      <section aria-label="iPhone" className={styles.body}>
        <span aria-hidden className={`${styles.key} ${styles.action}`} />
        <span aria-hidden className={`${styles.key} ${styles.volume_up}`} />
        <span aria-hidden className={`${styles.key} ${styles.volume_down}`} />
        <button
          type="button"
          aria-label={front === 'lock' ? 'Side button: wake and unlock' : 'Side button: lock the phone'}
          title={front === 'lock' ? 'Unlock' : 'Lock'}
          onClick={phone.pressSide}
          className={`${styles.key} ${styles.side}`}
        />
        <div ref={screen} tabIndex={-1} lang={state.knobs.locale} className={styles.screen}>
          <StatusBar isOnDark={isOnDark} />
          <span aria-hidden className={styles.island} />
          {front === 'lock' && <LockScreen appName={appName} />}
          {front === 'home' && <HomeScreen appName={appName} />}
          {front === 'app' && <AppScreens appName={appName} />}
          {front === 'settings' && <SettingsApp appName={appName} />}
          <Banner appName={appName} />
          {state.ios.isAsking && <SystemAlert appName={appName} />}
          {front !== 'home' && (
            <button
              type="button"
              aria-label={front === 'lock' ? 'Home bar: unlock' : 'Home bar: go to the home screen'}
              title={front === 'lock' ? 'Unlock' : 'Go to the home screen'}
              onClick={phone.pressHome}
              className={`${styles.bar} ${front === 'lock' ? styles.on_dark : ''}`}
            />
          )}
        </div>
      </section>
    </div>
  )
}

const hasDarkTop = (screen: string) => screen === 'home' || screen === 'sign_in'

/** Keeps the keyboard focus in the phone when a screen disappears with it. */
function useKeptFocus(shown: string) {
  const screen = useRef<HTMLDivElement>(null)
  const before = useRef(shown)
  useEffect(() => {
    if (before.current === shown) return
    before.current = shown
    if (document.activeElement === document.body) screen.current?.focus({ preventScroll: true })
  }, [shown])
  return screen
}

/** The company's app. */
function AppScreens({ appName }: { appName: string }) {
  const { state } = usePhone()
  const { screen, prompt, leaving } = state.app
  return (
    <div className={app.app}>
      {screen === 'sign_in' && <SignInScreen appName={appName} />}
      {screen === 'home' && <AppHome appName={appName} />}
      {screen === 'queue' && <QueueScreen />}
      {screen === 'chat' && <ChatScreen appName={appName} />}
      {prompt && <PromptSheet words={prompt} />}
      {leaving && <DisableFirstAlert />}
    </div>
  )
}

const shownMs = 6_000

/** A banner over whatever is in front. Disappears by itself. */
function Banner({ appName }: { appName: string }) {
  const { phone, state } = usePhone()
  const shown = state.ios.notifications.find(({ key }) => key === state.ios.banner)
  const moment = shown ? `${shown.key} ${shown.at}` : undefined
  useEffect(() => {
    if (!moment) return
    const timer = setTimeout(phone.dismissBanner, shownMs)
    return () => clearTimeout(timer)
  }, [moment, phone])
  if (!shown) return null
  return (
    <div key={moment} role="status" className={styles.banner}>
      <NotificationCard shown={shown} appName={appName} />
    </div>
  )
}
