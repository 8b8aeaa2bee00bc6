/** Node's error code, or else the message, for the log and the attempt. */
export function errorCode(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}

export function isTlsError(error: Error) {
  return /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO|EPROTO|ALTNAME/.test(errorCode(error))
}

/** The server's certificate is invalid, which a retry doesn't fix. */
export const isCertificateError = (error: Error) =>
  /CERT|SELF_SIGNED|UNABLE_TO_(?:GET_ISSUER|VERIFY)|ALTNAME/.test(errorCode(error))
