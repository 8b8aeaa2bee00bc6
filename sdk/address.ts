/** How this device is reached: the APNs token as bytes from iOS, or the company's own string for device and user. */
export type DeviceAddress = { deviceToken: Uint8Array } | { uuid: string }

/** The address as sent and stored: the token in lower-case hex. */
export type SentAddress = { deviceToken: string } | { uuid: string }

export function sentAddress(address: DeviceAddress): SentAddress {
  if ('uuid' in address) return { uuid: address.uuid }
  return { deviceToken: Array.from(address.deviceToken, (byte) => byte.toString(16).padStart(2, '0')).join('') }
}

export function isSameAddress(one: SentAddress, other: SentAddress): boolean {
  if ('uuid' in one) return 'uuid' in other && one.uuid === other.uuid
  return 'deviceToken' in other && one.deviceToken === other.deviceToken
}
