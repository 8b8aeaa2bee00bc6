'use client'

import { IosAlert } from './ios-alert'
import { usePhone } from './phone-context'

/** Offers to disable push first, because the SDK refuses to change the user while push is enabled. */
export function DisableFirstAlert() {
  const { phone, state } = usePhone()
  const isSwitch = state.app.leaving?.next !== undefined
  return (
    <IosAlert
      title={isSwitch ? 'Switch customer?' : 'Sign out?'}
      body="Notifications are still on. They’re turned off first, so that no one else sees yours on this phone."
      first={{ label: 'Cancel', onPress: phone.app.stay }}
    >
      <button type="button" disabled={state.app.isBusy} onClick={() => void phone.app.disableAndBecome()}>
        {state.app.isBusy ? 'One moment…' : isSwitch ? 'Switch' : 'Sign out'}
      </button>
    </IosAlert>
  )
}
