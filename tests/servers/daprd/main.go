// The real Dapr sidecar with components that need no service. Its own command links hundreds of cloud SDKs.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/dapr/components-contrib/nameresolution/mdns"
	pubsub "github.com/dapr/components-contrib/pubsub/in-memory"
	"github.com/dapr/components-contrib/secretstores/local/file"
	state "github.com/dapr/components-contrib/state/in-memory"
	"github.com/dapr/dapr/cmd/daprd/options"
	"github.com/dapr/dapr/pkg/components/nameresolution"
	pubsubs "github.com/dapr/dapr/pkg/components/pubsub"
	"github.com/dapr/dapr/pkg/components/secretstores"
	states "github.com/dapr/dapr/pkg/components/state"
	"github.com/dapr/dapr/pkg/healthz"
	"github.com/dapr/dapr/pkg/metrics"
	"github.com/dapr/dapr/pkg/modes"
	"github.com/dapr/dapr/pkg/runtime"
	"github.com/dapr/dapr/pkg/runtime/registry"
	"github.com/dapr/dapr/pkg/security"
	"github.com/dapr/kit/concurrency"
	"github.com/dapr/kit/logger"
	"github.com/dapr/kit/signals"
)

var log = logger.NewLogger("dapr.runtime")

func components() *registry.Options {
	nameresolution.DefaultRegistry.Logger = log
	pubsubs.DefaultRegistry.Logger = log
	secretstores.DefaultRegistry.Logger = log
	states.DefaultRegistry.Logger = log
	nameresolution.DefaultRegistry.RegisterComponent(mdns.NewResolver, "mdns")
	pubsubs.DefaultRegistry.RegisterComponent(pubsub.New, "in-memory")
	secretstores.DefaultRegistry.RegisterComponent(file.NewLocalSecretStore, "local.file")
	states.DefaultRegistry.RegisterComponent(state.NewInMemoryStateStore, "in-memory")
	return registry.NewOptions().WithNameResolutions(nameresolution.DefaultRegistry).
		WithPubSubs(pubsubs.DefaultRegistry).WithSecretStores(secretstores.DefaultRegistry).
		WithStateStores(states.DefaultRegistry)
}

func run(opts *options.Options) error {
	health := healthz.New()
	ctx := signals.Context()
	reg := components()
	sec, err := security.New(ctx, security.Options{SentryAddress: opts.SentryAddress,
		ControlPlaneTrustDomain: opts.ControlPlaneTrustDomain, ControlPlaneNamespace: opts.ControlPlaneNamespace,
		TrustAnchors: opts.TrustAnchors, AppID: opts.AppID, MTLSEnabled: opts.EnableMTLS,
		Mode: modes.DaprMode(opts.Mode), Healthz: health})
	if err != nil {
		return err
	}
	return concurrency.NewRunnerManager(sec.Run, func(ctx context.Context) error {
		handler, err := sec.Handler(ctx)
		if err != nil {
			return err
		}
		rt, err := runtime.FromConfig(ctx, &runtime.Config{AppID: opts.AppID, ResourcesPath: opts.ResourcesPath,
			AppProtocol: opts.AppProtocol, Mode: opts.Mode, AllowedOrigins: opts.AllowedOrigins,
			DaprHTTPPort: opts.DaprHTTPPort, DaprAPIGRPCPort: opts.DaprAPIGRPCPort,
			DaprInternalGRPCPort: opts.DaprInternalGRPCPort, DaprInternalGRPCListenAddress: opts.DaprInternalGRPCListenAddress,
			DaprAPIListenAddresses: opts.DaprAPIListenAddresses, DaprPublicListenAddress: opts.DaprPublicListenAddress,
			ProfilePort: opts.ProfilePort, ApplicationPort: opts.AppPort, AppChannelAddress: opts.AppChannelAddress,
			AppMaxConcurrency: opts.AppMaxConcurrency, MaxRequestSize: opts.MaxRequestSize, ReadBufferSize: opts.ReadBufferSize,
			DaprGracefulShutdownSeconds: opts.DaprGracefulShutdownSeconds, Config: opts.Config,
			AppHealthCheckPath: opts.AppHealthCheckPath, AppHealthProbeInterval: opts.AppHealthProbeInterval,
			AppHealthProbeTimeout: opts.AppHealthProbeTimeout, AppHealthThreshold: opts.AppHealthThreshold,
			EnableAppHealthCheck: opts.EnableAppHealthCheck,
			Metrics: metrics.Options{Enabled: opts.Metrics.Enabled(), Port: opts.Metrics.Port(), Log: log,
				Namespace: metrics.DefaultMetricNamespace, Healthz: health},
			Registry: reg, Security: handler, Healthz: health})
		if err != nil {
			return err
		}
		return rt.Run(ctx)
	}).Run(ctx)
}

func main() {
	opts, err := options.New(os.Args[1:])
	if err == nil {
		err = logger.ApplyOptionsToLoggers(&opts.Logger)
	}
	if err == nil {
		err = run(opts)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
