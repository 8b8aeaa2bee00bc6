'use client'

import { IosAlert } from './ios-alert'
import { iosWords } from './ios-words'
import { usePhone } from './phone-context'

/** The iOS alert. It appears once: after the answer, only Settings can change it. */
export function SystemAlert({ appName }: { appName: string }) {
  const { phone, state } = usePhone()
  const words = iosWords(state.knobs.locale)
  return (
    <IosAlert
      title={words.alertTitle(appName)}
      body={words.alertBody}
      first={{ label: words.dontAllow, onPress: () => phone.answerAlert('denied') }}
    >
      <button type="button" onClick={() => phone.answerAlert('authorized')}>
        {words.allow}
      </button>
    </IosAlert>
  )
}
