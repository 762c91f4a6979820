# frozen_string_literal: true

# The Rails application around Doorkeeper, and the answers that a page of another origin may read.
class Server < Rails::Application
  config.root = ENV.fetch('DOORKEEPER_DIR')
  config.load_defaults 6.1
  config.paths['app/views'] << 'server/views'
  config.eager_load = true
  config.secret_key_base = SecureRandom.hex(64)
  config.log_level = :warn
  config.logger = Logger.new($stderr)
  config.session_store :cookie_store, key: '_mastodon_session', same_site: :lax, httponly: true
  config.action_dispatch.default_headers = {
    'X-Frame-Options' => 'DENY',
    'X-Content-Type-Options' => 'nosniff',
    'X-XSS-Protection' => '0',
    'Referrer-Policy' => 'same-origin',
  }

  # Mastodon 4.5's rules. Everything else, /oauth/authorize above all, stays unreadable across origins.
  config.middleware.insert_before 0, Rack::Cors do
    allow do
      origins '*'
      resource '/.well-known/*', headers: :any, methods: [:get], credentials: false
      resource '/nodeinfo/*', headers: :any, methods: [:get], credentials: false
      resource '/@:username', headers: :any, methods: [:get], credentials: false
      resource '/users/:username', headers: :any, methods: [:get], credentials: false
      resource '/api/*', headers: :any, credentials: false,
                         methods: %i[post put delete get patch options],
                         expose: %w[Link X-RateLimit-Reset X-RateLimit-Limit X-RateLimit-Remaining X-Request-Id]
      resource '/oauth/token', headers: :any, methods: [:post], credentials: false
      resource '/oauth/revoke', headers: :any, methods: [:post], credentials: false
      resource '/oauth/userinfo', headers: :any, methods: %i[get post], credentials: false
    end
  end
end

ENV['DATABASE_URL'] = "sqlite3:#{File.join(ENV.fetch('DOORKEEPER_DIR'), 'server.sqlite3')}?pool=8&timeout=5000"
