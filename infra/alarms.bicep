// Whom to tell, and when: an error in the log, and an instance that cannot serve. docs/drift.md says what each line means.

param host string
param location string
param mail string
param webId string
param workspaceId string

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${host}-people'
  location: 'global'
  properties: {
    groupShortName: 'ssp-bot'
    enabled: true
    emailReceivers: [{ name: 'operation', emailAddress: mail, useCommonAlertSchema: true }]
  }
}

resource errors 'Microsoft.Insights/scheduledQueryRules@2021-08-01' = {
  name: '${host}-errors'
  location: location
  properties: {
    description: 'The bot logged an error'
    severity: 2
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    // The table is there only after the first line.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: '''AppServiceConsoleLogs | where tostring(parse_json(ResultDescription).level) == "error"'''
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [people.id] }
  }
}

resource health 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${host}-health'
  location: 'global'
  properties: {
    description: 'An instance does not answer /healthz with 200'
    severity: 1
    enabled: true
    scopes: [webId]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'health'
          metricName: 'HealthCheckStatus'
          timeAggregation: 'Average'
          operator: 'LessThan'
          threshold: 100
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}
