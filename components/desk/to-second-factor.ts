'use client'

/** What the server answers everything with until its person has set up the second factor that their role needs. */
export const isSecondFactorRequired = (code: unknown) => code === 'second_factor_required'

/** Leaves for the page that sets it up, and comes back to this one. */
export function goToSecondFactor() {
  location.assign(`/second-factor?${new URLSearchParams({ next: location.pathname + location.search })}`)
}
