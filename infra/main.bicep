// One municipality's bot in Azure: managed identity, storage without shared keys, web app on two instances, bot, insights.
// Written by the published resource schemas. It has not been deployed from the project; check it with `az deployment group
// what-if` before the first use.

@description('Short name, part of every resource name: letters and digits.')
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

@description('Hosts that roster files are fetched from: kommune.sharepoint.com,kommune-my.sharepoint.com')
param sspFileHosts string = ''

@description('At least two instances; they need no sticky sessions.')
@minValue(2)
@maxValue(10)
param instances int = 2

var host = '${name}-ssp-bot'
var tableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
var queueDataContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${host}-identity'
  location: location
}

resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: '${name}sspbot'
  location: location
  sku: { name: 'Standard_ZRS' }
  kind: 'StorageV2'
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    defaultToOAuthAuthentication: true
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

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${host}-logs'
  location: location
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: 30
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
  sku: { name: 'P0v3', capacity: instances }
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
    siteConfig: {
      linuxFxVersion: 'NODE|24-lts'
      appCommandLine: 'node src/index.ts'
      alwaysOn: true
      http20Enabled: true
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      healthCheckPath: '/healthz'
      appSettings: [
        { name: 'BOT_ID', value: identity.properties.clientId }
        { name: 'BOT_TYPE', value: 'UserAssignedMSI' }
        { name: 'BOT_TENANT_ID', value: identity.properties.tenantId }
        { name: 'SSP_TENANTS', value: sspTenants }
        { name: 'SSP_STORAGE_URL', value: storage.properties.primaryEndpoints.table }
        { name: 'SSP_SECRET', value: sspSecret }
        { name: 'SSP_FILE_HOSTS', value: sspFileHosts }
        { name: 'SSP_PUBLIC_URL', value: 'https://${host}.azurewebsites.net' }
        { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: insights.properties.ConnectionString }
        { name: 'SCM_DO_BUILD_DURING_DEPLOYMENT', value: 'true' }
      ]
    }
  }
  dependsOn: [storageRoles]
}

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: host
  location: 'global'
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
  location: 'global'
  properties: { channelName: 'MsTeamsChannel' }
}

output BOT_ID string = identity.properties.clientId
output PUBLIC_HOST string = web.properties.defaultHostName
output WEB_APP_RESOURCE_ID string = web.id
