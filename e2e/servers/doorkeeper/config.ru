# frozen_string_literal: true

# A real Doorkeeper, the OAuth engine inside Mastodon, with Mastodon's settings: the server that logins are tested
# against. Doorkeeper's own are /oauth/authorize, /oauth/token, /oauth/revoke, the checks of tokens, scopes, codes and
# registrations, and their words. What is written here, after Mastodon 4.5, is the sign-in form and the API around it.
#
# setup.sh installs what it needs; "go run ./e2e/servers/doorkeeper/serve" runs it. DOORKEEPER_DIR names a directory for its
# database, which starts empty.

require 'logger' # Rails 6.1 uses it without asking for it
require 'rails'
require 'active_support/core_ext'
require 'active_record/railtie'
require 'action_controller/railtie'
require 'action_view/railtie'
require 'doorkeeper'
require 'rack/cors'

# Standard input is the starter's end of a pipe. It closes when that program ends, however it ends, and so no server
# is left behind.
if $stdin.stat.pipe?
  Thread.new do
    $stdin.read
    Process.kill('TERM', Process.pid)
  end
end

%w[application oauth pages].each { |part| require_relative "server/#{part}" }
Rails.application.initialize!
%w[database registration documents people authorizations api statuses routes].each { |part| require_relative "server/#{part}" }

# Rails knows only app/ and the like as ours; without this, an error in the log is all framework and no file of these.
Rails.backtrace_cleaner.remove_silencers!
Rails.backtrace_cleaner.add_silencer { |line| !line.start_with?('server/') }

run Rails.application
