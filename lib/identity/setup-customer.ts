/**
 * The sample customer of the setup: the only customer for whom the dashboard signs a User-Token that reaches real
 * devices.
 */
export const setupCustomer = 'setup-customer'
