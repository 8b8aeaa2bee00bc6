/** The made-up customer of the set-up: the only one for whom the dashboard signs a User-Token towards real devices. */
export const setupCustomer = 'setup-customer'
