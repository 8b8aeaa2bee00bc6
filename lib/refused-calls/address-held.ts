/** The code under which it’s kept that a registration was answered and ignored. No caller is told. */
export const addressHeld = 'address_held'
