'use client'

/** The server's code for every request until the person sets up the second factor that their role requires. */
export const isSecondFactorRequired = (code: unknown) => code === 'second_factor_required'

/** Goes to the page that sets up a second factor, which returns to this one. */
export function goToSecondFactor() {
  location.assign(`/second-factor?${new URLSearchParams({ next: location.pathname + location.search })}`)
}
