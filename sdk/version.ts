/** Sent with every registration and evaluation; the prompt may require a minimum. */
export const sdkVersion = '3.5.0'
