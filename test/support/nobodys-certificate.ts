// A certificate nobody has signed but itself, for `localhost`: what a program must not trust. Worth nothing elsewhere.

export const nobodysCertificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgEpaMjC0C9lx5c26v
HiHZ17s/NDTlUVpEv8FLlPemhUehRANCAATqC8EuScTwE/kl10M4M4ZlrTJNodHq
6xtKKRs08U0co1y1v9z9+lq8e99hZzbiUpmxRC+mdMrl4+mhmbB9IKLD
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBlTCCATugAwIBAgIUKe6miDgXdC9M9stY0gOp8fcBsogwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyOTA3MjAwMloYDzIxMjYxMTA1
MDcyMDAyWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATqC8EuScTwE/kl10M4M4ZlrTJNodHq6xtKKRs08U0co1y1v9z9+lq8
e99hZzbiUpmxRC+mdMrl4+mhmbB9IKLDo2kwZzAdBgNVHQ4EFgQUCiKP8CEI3rxu
6Q413rC40+IvGz4wHwYDVR0jBBgwFoAUCiKP8CEI3rxu6Q413rC40+IvGz4wDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SAAwRQIgc+maKnvjQO+rjFgDPAPX6YWgiaJ8PPBvpisaydiaPGsCIQDPxp5d/7M7
ddWsNFe1Glo2vcHAy0tZZcZg1Kz1iJBPuQ==
-----END CERTIFICATE-----
`,
};
