/** The code of a registration that was answered but ignored. Callers never see it. */
export const addressHeld = 'address_held'
