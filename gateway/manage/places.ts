/** Paths relative to /api/v1/manage. */
export const companyPath = '/companies/{company}'
export const appPath = `${companyPath}/apps/{app}` as const
export const environmentPath = `${appPath}/environments/{environment}` as const
