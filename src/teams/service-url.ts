// Teams' own hosts (facts A7, D1). The bot's token is sent to the service URL, so nothing else may stand there.
const teamsHosts = /^(smba\.trafficmanager\.net|[a-z0-9-]+\.teams\.microsoft\.com)$/;
const loopbackHosts = /^(127\.0\.0\.1|localhost|\[::1\])$/;

/** True when the bot may call this address: Teams over https, or loopback in local mode. */
export function isAllowedServiceUrl(serviceUrl: string, local: boolean): boolean {
  if (!URL.canParse(serviceUrl)) return false;
  const { protocol, hostname, username, password } = new URL(serviceUrl);
  if (username !== '' || password !== '') return false;
  if (local) return (protocol === 'http:' || protocol === 'https:') && loopbackHosts.test(hostname);
  return protocol === 'https:' && teamsHosts.test(hostname);
}
