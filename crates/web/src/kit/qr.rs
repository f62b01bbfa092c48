//! An address as a QR code.

use fast_qr::{QRBuilder, convert::svg::SvgBuilder};

/// The code as an SVG that is called `label`, or nothing where the address is too long for one.
#[must_use]
pub fn svg(address: &str, label: &str) -> String {
    QRBuilder::new(address)
        .build()
        .map(|code| SvgBuilder::default().to_str(&code))
        .map(|svg| {
            svg.replacen(
                "<svg",
                &format!("<svg role=\"img\" aria-label=\"{label}\""),
                1,
            )
        })
        .unwrap_or_default()
}
