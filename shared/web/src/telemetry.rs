//! Logs and traces of a process. Spans hold the method, the pattern of the route and the
//! status, never what a path or a form contained.

use opentelemetry::{KeyValue, trace::TracerProvider as _};
use opentelemetry_otlp::{SpanExporter, WithExportConfig as _};
use opentelemetry_sdk::{Resource, trace::SdkTracerProvider};
use tracing_subscriber::{EnvFilter, Layer, fmt::MakeWriter, layer::SubscriberExt as _, util::SubscriberInitExt as _};

pub(crate) mod request;
mod trace_context;

pub use trace_context::{adopt, adopt_some, inject};

/// What is written and where traces go.
#[derive(Debug, Clone)]
pub struct Settings {
    /// One JSON object a line, for machines; else short lines for people.
    pub json: bool,
    /// What is written, as `info` or `info,store=debug`.
    pub filter: String,
    /// The base URL of an OTLP/HTTP collector; `None` sends nothing. Without TLS: a
    /// collector on the same machine or network.
    pub otlp: Option<String>,
    /// The service's name in traces.
    pub service: &'static str,
}

/// Why nothing is written.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The filter can't be understood.
    #[error("the log filter is not understood: {0}")]
    Filter(#[from] tracing_subscriber::filter::ParseError),
    /// The exporter can't be made.
    #[error("the trace exporter can't be made: {0}")]
    Exporter(String),
    /// Something writes already.
    #[error("telemetry was started twice: {0}")]
    Twice(#[from] tracing_subscriber::util::TryInitError),
}

/// Sends what is left when dropped: keep it until the end of `main`.
#[must_use = "dropping it ends telemetry"]
pub struct Running(SdkTracerProvider);

impl Drop for Running {
    fn drop(&mut self) {
        if let Err(error) = self.0.shutdown() {
            tracing::warn!(%error, "the last traces were not sent");
        }
    }
}

/// Starts writing logs to `writer` and sending traces. Once in a process. Without a
/// collector there are trace ids all the same, so that logs of two services can be joined.
///
/// # Errors
/// See [`TelemetryError`].
pub fn start<W>(settings: &Settings, writer: W) -> Result<Running, TelemetryError>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let provider = provider(settings)?;
    let traces = tracing_opentelemetry::layer().with_tracer(provider.tracer("stafett")).with_location(false).with_threads(false);
    let lines = tracing_subscriber::fmt::layer().with_writer(writer);
    let lines = if settings.json { lines.json().boxed() } else { lines.compact().boxed() };
    tracing_subscriber::registry().with(EnvFilter::try_new(&settings.filter)?).with(traces).with(lines).try_init()?;
    Ok(Running(provider))
}

fn provider(settings: &Settings) -> Result<SdkTracerProvider, TelemetryError> {
    let name = KeyValue::new("service.name", settings.service);
    let resource = Resource::builder().with_attribute(name).build();
    let provider = SdkTracerProvider::builder().with_resource(resource);
    let Some(base) = settings.otlp.clone() else { return Ok(provider.build()) };
    // The exporter's client blocks and must be made where no runtime is.
    let made = std::thread::spawn(move || {
        let endpoint = format!("{}/v1/traces", base.trim_end_matches('/'));
        SpanExporter::builder().with_http().with_endpoint(endpoint).build()
    });
    let exporter = made
        .join()
        .map_err(|_| TelemetryError::Exporter("its thread panicked".to_owned()))?
        .map_err(|error| TelemetryError::Exporter(error.to_string()))?;
    Ok(provider.with_batch_exporter(exporter).build())
}
