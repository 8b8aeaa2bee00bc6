export type Registration = { origin: string; publishableKey: string; requiresIdentity: boolean }

export const snippetLanguages = [
  { value: 'curl', label: 'curl' },
  { value: 'typescript', label: 'TypeScript' },
  { value: 'swift', label: 'Swift' },
] as const

type Language = (typeof snippetLanguages)[number]['value']

const madeUpToken = '5f3c9a7e12b84d06f1a2c3d4e5b6978810293a4b5c6d7e8f9a0b1c2d3e4f5a6b'

/** Runs unchanged. With identity verification it registers an anonymous customer, who needs no User-Token. */
export function registrationIn(language: Language, { origin, publishableKey, requiresIdentity }: Registration): string {
  const user = requiresIdentity ? '"anonymousId": "first-visitor"' : '"id": "first-customer"'
  if (language === 'curl')
    return `curl -X PUT ${origin}/api/v1/devices \\
  -H 'Authorization: Bearer ${publishableKey}' \\
  -H 'Content-Type: application/json' \\
  -d '{
    "deviceToken": "${madeUpToken}",
    "user": { ${user} },
    "permission": "authorized"
  }'`
  if (language === 'typescript')
    return `import { createPushdesk } from './pushdesk'

const pushdesk = createPushdesk({
  endpoint: '${origin}',
  publishableKey: '${publishableKey}',
  storage: localStorage,
  permission: () => 'authorized',
})
pushdesk.user = { ${user.replace(/"(\w+)":/, '$1:').replaceAll('"', "'")} }
await pushdesk.enablePushNotifications({ deviceToken })`
  return `func application(_ application: UIApplication,
                 didRegisterForRemoteNotificationsWithDeviceToken deviceToken: Data) {
  var request = URLRequest(url: URL(string: "${origin}/api/v1/devices")!)
  request.httpMethod = "PUT"
  request.setValue("Bearer ${publishableKey}", forHTTPHeaderField: "Authorization")
  request.setValue("application/json", forHTTPHeaderField: "Content-Type")
  request.httpBody = try? JSONSerialization.data(withJSONObject: [
    "deviceToken": deviceToken.map { String(format: "%02x", $0) }.joined(),
    "user": [${user}],
    "permission": "authorized",
  ])
  URLSession.shared.dataTask(with: request).resume()
}`
}
