# frozen_string_literal: true

# The tables, created anew at each start. The two code_challenge columns switch Doorkeeper's PKCE on: without them it
# ignores challenges silently.
ActiveRecord::Migration.verbose = false
ActiveRecord::Schema.define do
  create_table :people do |t|
    t.string :username, :email, :password, :display_name, null: false
    t.boolean :locked, null: false, default: false
    t.timestamps
  end

  create_table :statuses do |t|
    t.references :person, null: false
    t.references :application
    t.text :text, :spoiler_text
    t.string :visibility, :language, :idempotency_key
    t.boolean :sensitive, null: false, default: false
    t.timestamps
  end

  create_table :oauth_applications do |t|
    t.string :name, null: false
    t.string :uid, null: false, index: { unique: true }
    t.string :secret, null: false
    t.text :redirect_uri, null: false
    t.string :scopes, null: false, default: ''
    t.string :website
    t.boolean :confidential, null: false, default: true
    t.timestamps
  end

  create_table :oauth_access_grants do |t|
    t.references :resource_owner, :application, null: false
    t.string :token, null: false, index: { unique: true }
    t.integer :expires_in, null: false
    t.text :redirect_uri, null: false
    t.datetime :created_at, null: false
    t.datetime :revoked_at
    t.string :scopes, null: false, default: ''
    t.string :code_challenge, :code_challenge_method
  end

  create_table :oauth_access_tokens do |t|
    t.references :resource_owner, :application
    t.string :token, null: false, index: { unique: true }
    t.string :refresh_token
    t.integer :expires_in
    t.datetime :revoked_at
    t.datetime :created_at, null: false
    t.string :scopes
  end
end

class Person < ActiveRecord::Base
  has_many :statuses
end

class Status < ActiveRecord::Base
  belongs_to :person
  belongs_to :application, class_name: 'Doorkeeper::Application', optional: true
  validates :text, presence: true, length: { maximum: 500 }
end

# The people of the practice server, with the same passwords.
Person.create!(username: 'alice', display_name: 'Alice', email: 'alice@practice.example', password: 'practice-alice')
Person.create!(username: 'bob', display_name: 'Bob', email: 'bob@practice.example', password: 'practice-bob', locked: true)
