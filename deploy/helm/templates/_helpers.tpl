{{- define "proxy.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 52 | trimSuffix "-" }}
{{- else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 52 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "proxy.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: proxy
{{- end }}

{{- define "proxy.commonLabels" -}}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "proxy.labels" -}}
{{ include "proxy.selector" . }}
{{ include "proxy.commonLabels" . }}
{{- end }}

{{- define "proxy.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "proxy.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end }}

{{- define "proxy.podSecurity" -}}
runAsNonRoot: true
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{/* Variables of a setting: a map and a list become one variable for each entry, a null none. Helm reads whole numbers as float64: 1e+06. */}}
{{- define "proxy.variables" -}}
{{- $name := .name -}}
{{- if kindIs "invalid" .value }}
{{- else if kindIs "map" .value }}
{{- range $key, $value := .value }}{{ include "proxy.variables" (dict "name" (printf "%s__%s" $name (replace ":" "__" $key)) "value" $value) }}{{ end }}
{{- else if kindIs "slice" .value }}
{{- range $index, $value := .value }}{{ include "proxy.variables" (dict "name" (printf "%s__%d" $name $index) "value" $value) }}{{ end }}
{{- else if and (kindIs "float64" .value) (eq .value (floor .value)) }}
- { name: {{ $name | quote }}, value: {{ int64 .value | toString | quote }} }
{{- else }}
- { name: {{ $name | quote }}, value: {{ .value | toString | quote }} }
{{- end }}
{{- end }}

{{- define "proxy.check" -}}
{{- if not .Values.tenants }}
{{- fail "No tenant: set tenants.default.EgnyteDomain to the first part of your Egnyte address, as acme of acme.egnyte.com." }}
{{- end }}
{{- range $name, $tenant := .Values.tenants }}
{{- if not (or (dig "EgnyteDomain" "" ($tenant | default dict)) (dig "EgnyteBaseAddress" "" ($tenant | default dict))) }}
{{- fail (printf "Tenant %s has no domain: set tenants.%s.EgnyteDomain to the first part of its Egnyte address, as acme of acme.egnyte.com." $name $name) }}
{{- end }}
{{- end }}
{{- if not .Values.trustedProxies }}
{{- fail "No trusted proxy: set trustedProxies to the networks (CIDR) of your ingress controller or balancer, such as [10.0.0.0/8]." }}
{{- end }}
{{- if and .Values.ingress.enabled (not .Values.ingress.host) }}
{{- fail "The Ingress has no host: set ingress.host to the name of publicUrl, such as scim.example.com." }}
{{- end }}
{{- if not (regexMatch "^[0-9]+$" (toString .Values.shutdownDelay)) }}
{{- fail (printf "shutdownDelay (%v) is no number of seconds: set it to a whole number, such as 5." .Values.shutdownDelay) }}
{{- end }}
{{- $own := dict "tenants" "tenants" "trustedproxies" "trustedProxies" "publicurl" "publicUrl" "shutdowndelay" "shutdownDelay" "profilespath" "profiles" }}
{{- range $key, $_ := .Values.env }}
{{- $words := splitList "__" (lower $key) }}
{{- if and (eq "scimproxy" (first $words)) (gt (len $words) 1) }}
{{- with get $own (index $words 1) }}
{{- fail (printf "env.%s has a value of its own: set %s instead." $key .) }}
{{- end }}
{{- if eq "management" (index $words 1) }}
{{- fail (printf "env.%s cannot be set: the probes need the management port of the image." $key) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
