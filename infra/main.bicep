// One municipality's bot in Azure: managed identity, storage without shared keys that only the bot's own network reaches,
// web app on two instances, secrets in a key vault, bot, insights, alarms.
// Written by the published resource schemas (Azure/bicep-types-az). It has been neither compiled nor deployed from the
// project: no Bicep compiler was to be had. Check it with `az bicep build` and `az deployment group what-if` first.

@description('Short name, part of every resource name: letters and digits, a letter first.')
@minLength(3)
@maxLength(11)
param name string

@description('An EU region.')
@allowed(['swedencentral', 'northeurope', 'westeurope', 'germanywestcentral'])
param location string = 'swedencentral'

@description('Which tenant is which municipality: tenantId=kommune,...')
param sspTenants string

@description('Signs card presses and links: at least 32 characters, the same for all instances.')
@secure()
@minLength(32)
param sspSecret string

// The Agents Toolkit refuses a parameter whose setting is empty: a dash is none.
@description('Hosts that roster files are fetched from: kommune.sharepoint.com,kommune-my.sharepoint.com. A dash: none.')
param sspFileHosts string = '-'

@description('Mail server for invitations, with its password: smtps://user:password@host. A dash: no mail.')
@secure()
param sspSmtpUrl string = ''

@description('Sender of invitations. A dash: no mail.')
param sspMailFrom string = '-'

@description('Entra object id of the person in whose name online meetings are made. A dash: none are made.')
param sspMeetingOrganiser string = '-'

@description('Days after which closed business is deleted: docs/databeskyttelse.md.')
@minValue(1)
@maxValue(3650)
param sspRetentionDays int = 180

@description('The bot under a name of your own, https://...; a dash: the web app\'s name.')
param sspPublicUrl string = '-'

@description('Who is told when something is wrong. A dash: nobody.')
param alarmMail string = '-'

@description('Where the bot registration keeps its data: westeurope is the EU; global is nowhere in particular.')
@allowed(['westeurope', 'global'])
param botLocation string = 'westeurope'

@description('At least two instances; they need no sticky sessions.')
@minValue(2)
@maxValue(10)
param instances int = 2

var host = toLower('${name}-ssp-bot')
var hasMail = !contains(['', '-'], sspSmtpUrl)
var tableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
var queueDataContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
var keyVaultSecretsUser = '4633458b-17de-408a-b874-0445c86b69e6'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${host}-identity'
  location: location
}

// A subnet of the web app's own, so that the storage can be shut to everybody else. It costs nothing.
resource network 'Microsoft.Network/virtualNetworks@2023-11-01' = {
  name: '${host}-network'
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['10.20.0.0/24'] }
    subnets: [
      {
        name: 'web'
        properties: {
          addressPrefix: '10.20.0.0/26'
          delegations: [{ name: 'web', properties: { serviceName: 'Microsoft.Web/serverFarms' } }]
          serviceEndpoints: [{ service: 'Microsoft.Storage' }]
        }
      }
    ]
  }
}

resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: toLower('${name}sspbot')
  location: location
  sku: { name: 'Standard_ZRS' }
  kind: 'StorageV2'
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    defaultToOAuthAuthentication: true
    networkAcls: {
      bypass: 'None'
      defaultAction: 'Deny'
      virtualNetworkRules: [{ id: network.properties.subnets[0].id, action: 'Allow' }]
    }
  }
}

resource storageRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in [tableDataContributor, queueDataContributor]: {
    name: guid(storage.id, identity.id, role)
    scope: storage
    properties: {
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: toLower('${name}-ssp-kv')
  location: location
  properties: {
    tenantId: identity.properties.tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enablePurgeProtection: true
  }
}

resource signingKey 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'ssp-secret'
  properties: { value: sspSecret }
}

resource smtpUrl 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = if (hasMail) {
  parent: vault
  name: 'ssp-smtp-url'
  properties: { value: sspSmtpUrl }
}

resource vaultRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, keyVaultSecretsUser)
  scope: vault
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', keyVaultSecretsUser)
  }
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${host}-logs'
  location: location
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: 30
    // A flood of log lines must not become a bill.
    workspaceCapping: { dailyQuotaGb: 1 }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: '${host}-insights'
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
  }
}

resource plan 'Microsoft.Web/serverfarms@2023-12-01' = {
  name: '${host}-plan'
  location: location
  sku: { name: 'P0v3', tier: 'Premium0V3', capacity: instances }
  kind: 'linux'
  properties: { reserved: true }
}

resource web 'Microsoft.Web/sites@2023-12-01' = {
  name: host
  location: location
  kind: 'app,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    virtualNetworkSubnetId: network.properties.subnets[0].id
    keyVaultReferenceIdentity: identity.id
    siteConfig: {
      linuxFxVersion: 'NODE|24-lts'
      appCommandLine: 'node src/index.ts'
      alwaysOn: true
      http20Enabled: true
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      remoteDebuggingEnabled: false
      healthCheckPath: '/healthz'
      appSettings: [
        { name: 'BOT_ID', value: identity.properties.clientId }
        { name: 'BOT_TYPE', value: 'UserAssignedMSI' }
        { name: 'BOT_TENANT_ID', value: identity.properties.tenantId }
        { name: 'SSP_TENANTS', value: sspTenants }
        // Not from the account's endpoints: the schema says that Standard_ZRS may tell the blob's only.
        { name: 'SSP_STORAGE_URL', value: 'https://${storage.name}.table.${environment().suffixes.storage}' }
        { name: 'SSP_SECRET', value: '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=ssp-secret)' }
        { name: 'SSP_FILE_HOSTS', value: sspFileHosts == '-' ? '' : sspFileHosts }
        {
          name: 'SSP_SMTP_URL'
          value: hasMail ? '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=ssp-smtp-url)' : ''
        }
        { name: 'SSP_MAIL_FROM', value: sspMailFrom == '-' ? '' : sspMailFrom }
        { name: 'SSP_PUBLIC_URL', value: sspPublicUrl == '-' ? 'https://${host}.azurewebsites.net' : sspPublicUrl }
        { name: 'SSP_MEETING_ORGANISER', value: sspMeetingOrganiser == '-' ? '' : sspMeetingOrganiser }
        { name: 'SSP_RETENTION_DAYS', value: string(sspRetentionDays) }
        { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: insights.properties.ConnectionString }
        // The platform's own agent would send addresses with conversation ids, and the log, to Insights.
        { name: 'ApplicationInsightsAgent_EXTENSION_VERSION', value: 'disabled' }
        // Packages are installed by the server from package-lock.json; those of development are left out.
        { name: 'SCM_DO_BUILD_DURING_DEPLOYMENT', value: 'true' }
        { name: 'NODE_ENV', value: 'production' }
        // What is in hand is finished before the end; the platform's own limit is five seconds.
        { name: 'WEBSITES_CONTAINER_STOP_TIME_LIMIT', value: '60' }
      ]
    }
  }
  dependsOn: [storageRoles, vaultRole, signingKey, smtpUrl]
}

// Deployment with Entra tokens only, no publishing passwords.
resource noFtpPasswords 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2023-12-01' = {
  parent: web
  name: 'ftp'
  properties: { allow: false }
}

resource noScmPasswords 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2023-12-01' = {
  parent: web
  name: 'scm'
  properties: { allow: false }
}

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: host
  location: botLocation
  kind: 'azurebot'
  sku: { name: 'S1' }
  properties: {
    displayName: 'SSP-bot'
    endpoint: 'https://${web.properties.defaultHostName}/api/messages'
    msaAppId: identity.properties.clientId
    msaAppMSIResourceId: identity.id
    msaAppTenantId: identity.properties.tenantId
    msaAppType: 'UserAssignedMSI'
    disableLocalAuth: true
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: botLocation
  properties: { channelName: 'MsTeamsChannel' }
}

// The log's lines. Not AppServiceHTTPLogs: addresses of people and of answer links are in those.
resource webLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'log'
  scope: web
  properties: {
    workspaceId: workspace.id
    logs: [
      { category: 'AppServiceConsoleLogs', enabled: true }
      { category: 'AppServicePlatformLogs', enabled: true }
    ]
  }
}

module alarms 'alarms.bicep' = if (alarmMail != '-') {
  name: 'alarms'
  params: {
    host: host
    location: location
    mail: alarmMail
    webId: web.id
    workspaceId: workspace.id
  }
}

// The Agents Toolkit writes these into env/.env.<environment>.
output BOT_ID string = identity.properties.clientId
output BOT_TENANT_ID string = identity.properties.tenantId
output PUBLIC_HOST string = web.properties.defaultHostName
output WEB_APP_RESOURCE_ID string = web.id
